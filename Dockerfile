# Sapa as an image. Nothing is built: Node runs the TypeScript as it stands. The first stage only fetches packages, and
# their tools and caches stay behind in it. The npm package `node` brings the very runtime the tests ran on; the base
# image lends its system libraries and npm.
FROM node:24-slim AS packages
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm install --omit=dev --no-audit --no-fund && npm cache clean --force

FROM node:24-slim
ENV NODE_ENV=production \
    HOST=0.0.0.0 \
    PORT=8080 \
    SAPA_DATA=/data \
    NODE_COMPILE_CACHE=/data/.compiled
WORKDIR /app
COPY --from=packages /app/node_modules ./node_modules
COPY package.json LICENSE sapa ./
COPY adapters ./adapters
COPY bot ./bot
COPY commerce ./commerce
COPY conversations ./conversations
COPY db ./db
COPY jobs ./jobs
COPY presets ./presets
COPY sandbox ./sandbox
COPY webhooks ./webhooks
# The code belongs to root and cannot be changed by the process; only the data folder is its own.
RUN mkdir /data && chown node:node /data
USER node
VOLUME /data
EXPOSE 8080
# Roles without HTTP answer on SAPA_STATUS_PORT instead.
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.SAPA_STATUS_PORT || process.env.PORT}/healthz`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
STOPSIGNAL SIGTERM
ENTRYPOINT ["/app/sapa"]
CMD ["start"]
