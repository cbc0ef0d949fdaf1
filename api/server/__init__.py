"""The ASGI application: GraphQL, pages, health and metrics, and who may ask."""
