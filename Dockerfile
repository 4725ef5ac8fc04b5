# Build: docker build --tag capidiff .
# Run:   docker run --init --read-only --tmpfs /tmp --volume capidiff:/data --publish 3000:3000 capidiff
FROM node:24-bookworm-slim@sha256:6f7b03f7c2c8e2e784dcf9295400527b9b1270fd37b7e9a7285cf83b6951452d AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci
COPY tsconfig.json tsconfig.build.json ./
COPY src ./src
COPY routes ./routes
COPY cache ./cache
COPY scripts/build.ts ./scripts/
RUN npm run build && npm prune --omit=dev

FROM node:24-bookworm-slim@sha256:6f7b03f7c2c8e2e784dcf9295400527b9b1270fd37b7e9a7285cf83b6951452d
ARG VERSION=0.1.0
ARG REVISION=unknown
LABEL org.opencontainers.image.title="capidiff" \
      org.opencontainers.image.description="What changed in CPython's C API and ABI between any two versions" \
      org.opencontainers.image.licenses="MIT" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}" \
      org.opencontainers.image.base.name="docker.io/library/node:24-bookworm-slim"
RUN apt-get update \
 && apt-get install --yes --no-install-recommends ca-certificates git \
 && rm -rf /var/lib/apt/lists/* \
 && install --directory --owner=node --group=node /data
WORKDIR /app
COPY package.json LICENSE ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
COPY usage ./usage
# One arena of malloc for all threads: with one for each, freed memory stays with the thread that freed it. Blocks above
# 16 KiB are returned to the system when they are freed.
ENV MALLOC_ARENA_MAX=1 MALLOC_MMAP_THRESHOLD_=16384
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 CAPIDIFF_DATA_DIR=/data
USER node
VOLUME /data
EXPOSE 3000
HEALTHCHECK --interval=30s --timeout=5s --start-period=10s \
  CMD ["node", "--eval", "fetch(`http://127.0.0.1:${process.env.PORT}/livez`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "dist/src/server.js"]
