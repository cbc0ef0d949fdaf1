"""The GraphQL service: one schema, by topic."""
