# How to run it: docs/operating.md, Containers.

# Everything that building needs; nothing of it but the build goes on.
FROM node:24-bookworm-slim AS build
WORKDIR /pomona
COPY . .
RUN npm ci && npm run build && rm -rf node_modules .next/cache

# What runs, and no more. The image's own Node takes the place of the one npm would bring.
FROM node:24-bookworm-slim AS dependencies
WORKDIR /pomona
COPY package.json package-lock.json prisma.config.ts ./
COPY prisma ./prisma
RUN npm ci --omit=dev && npm cache clean --force

FROM node:24-bookworm-slim
WORKDIR /pomona
ENV NODE_ENV=production NEXT_TELEMETRY_DISABLED=1 POMONA_DATA_DIR=/var/lib/pomona
COPY --from=build /pomona ./
COPY --from=dependencies /pomona/node_modules ./node_modules
# All else belongs to root: the account that runs it cannot change it.
RUN mkdir -p .next/cache /var/lib/pomona && chown node:node .next/cache /var/lib/pomona
USER node
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=6 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT || 3000}/api/health/ready`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
# Web server and worker. DATABASE_URL and POMONA_KEY must be given: the PostgreSQL inside the npm package is for one machine.
CMD ["node", "start/main.ts"]
