# syntax=docker/dockerfile:1

# The environment, built from the hashed locks: the last image has no compiler and no pip cache.
FROM python:3.13-slim AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
WORKDIR /app
RUN python -m venv .venv
COPY requirements/build.txt requirements/core.txt requirements/
ARG LOCKED="--no-deps --require-hashes --only-binary :all: --no-binary owlready2"
RUN .venv/bin/pip install -q $LOCKED -r requirements/build.txt \
 && .venv/bin/pip install -q $LOCKED --no-build-isolation -r requirements/core.txt
COPY . .
RUN .venv/bin/pip install -q --no-deps --no-build-isolation -e . \
 && .venv/bin/python -m compileall -q api graph loaders ontology reasoning shapes

FROM python:3.13-slim
LABEL org.opencontainers.image.title="Waymark" \
      org.opencontainers.image.description="Learning paths that prove themselves" \
      org.opencontainers.image.licenses="Apache-2.0"
RUN useradd --system --uid 10001 --home-dir /var/lib/waymark --create-home waymark
COPY --from=build /app /app
ENV PATH="/app/.venv/bin:$PATH" PYTHONUNBUFFERED=1 \
    WAYMARK_STORE="sqlite:////var/lib/waymark/waymark.db"
USER waymark
WORKDIR /var/lib/waymark
VOLUME /var/lib/waymark
EXPOSE 8765
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s --retries=3 \
    CMD ["python", "-c", "import urllib.request as r; r.urlopen('http://127.0.0.1:8765/readyz', timeout=2)"]
# beyond its own machine the service wants an API key: `waymark key create NAME --role ROLE` first
CMD ["waymark", "serve", "--host", "0.0.0.0", "--port", "8765"]
