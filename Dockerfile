# One image for everything: alone it is the whole product with its embedded database; with another command it is ingest or
# web beside a ClickHouse server and PostgreSQL (docs/operations/compose.cluster.yml).

# Debian, not Alpine: the embedded database is built for glibc.
FROM node:20-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --no-audit --no-fund
COPY tsconfig.json svelte.config.js vite.config.ts ./
COPY src ./src
COPY static ./static
COPY ingest ./ingest
COPY clickhouse ./clickhouse
RUN npx vite build --logLevel warn && npm prune --omit=dev --no-audit --no-fund

FROM node:20-bookworm-slim
RUN apt-get update \
	&& apt-get install --yes --no-install-recommends tini \
	&& rm -rf /var/lib/apt/lists/* \
	&& install --directory --owner=node --group=node --mode=0700 /data
WORKDIR /app
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/build ./build
COPY package.json ./
COPY src ./src
COPY ingest ./ingest
COPY clickhouse ./clickhouse
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 INGEST_PORT=3001 DATA_DIR=/data
# How glibc gives memory back: src/launch/allocator.ts says why.
ENV MALLOC_ARENA_MAX=2 MALLOC_MMAP_THRESHOLD_=1048576 MALLOC_TRIM_THRESHOLD_=1048576
USER node
VOLUME /data
EXPOSE 3000 3001
HEALTHCHECK --interval=10s --timeout=5s --start-period=90s --retries=3 \
	CMD ["node", "-e", "fetch('http://127.0.0.1:3000/readyz').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
# tini hands signals on and reaps what the parts leave behind.
ENTRYPOINT ["tini", "--"]
CMD ["node", "--import", "tsx", "src/launch/main.ts", "--no-demo"]
