# One image for web, scheduler and executor: its command says which. docs/deployment.md has the rest.
#
#   docker build --tag carillon:0.1.0 .
#   docker build --tag carillon:0.1.0 --build-arg NODE_IMAGE=mirror.example.org/node:22-bookworm-slim --secret id=npmrc,src=$HOME/.npmrc .

# Any Linux with glibc, Node 20.19 or newer, and npm. A digest here makes every build the same.
ARG NODE_IMAGE=node:22-bookworm-slim

FROM ${NODE_IMAGE} AS build
WORKDIR /app
ENV NEXT_TELEMETRY_DISABLED=1
COPY package.json package-lock.json ./
# An .npmrc with the credentials of a registry is mounted for this command alone, and stands in no layer.
RUN --mount=type=secret,id=npmrc,target=/root/.npmrc npm ci --ignore-scripts --no-audit --no-fund
COPY . .
# A clone made under a strict umask must be readable to the user below, too.
RUN npm run build \
 && rm -rf .next/cache .next/diagnostics .next/trace .next/trace-build .next/types \
 && chmod -R a+rX .next lib workers *.json next.config.js
# Of what remains, these are for the build alone, and 170 MB. Playwright is a peer that Next may have.
RUN npm prune --omit=dev --ignore-scripts --no-audit --no-fund \
 && rm -rf node_modules/@next/swc-* node_modules/typescript node_modules/@typescript node_modules/@img node_modules/sharp \
      node_modules/@playwright node_modules/playwright node_modules/playwright-core node_modules/.cache \
 && mkdir jobs

FROM ${NODE_IMAGE}
LABEL org.opencontainers.image.title="Carillon" \
      org.opencontainers.image.description="Scheduled jobs on Redis: exact in time, safe by default, with a dashboard." \
      org.opencontainers.image.licenses="MIT"
WORKDIR /app
ENV NODE_ENV=production NEXT_TELEMETRY_DISABLED=1 CARILLON_JOBS=/app/jobs
COPY --from=build /app/package.json /app/tsconfig.json /app/next.config.js ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/.next ./.next
COPY --from=build /app/lib ./lib
COPY --from=build /app/workers ./workers
COPY --from=build /app/jobs ./jobs
# All of it belongs to root: the processes write nothing but to /tmp. By number, so that any base will do.
USER 1000:1000
EXPOSE 3000
STOPSIGNAL SIGTERM
ENTRYPOINT ["node", "--import", "tsx"]
CMD ["workers/web.ts"]
