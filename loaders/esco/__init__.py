"""The ESCO classification of the European Commission, from the folder of CSV files it comes in."""
