"""What is no statement: people's records, answers, quarantine, API keys; erasable, per tenant."""
