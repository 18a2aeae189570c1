# The container of the action, and of `docker run`. Both bases are arguments, so that the image can be built behind a mirror.
ARG SDK_IMAGE=mcr.microsoft.com/dotnet/sdk:10.0
ARG RUNTIME_IMAGE=mcr.microsoft.com/dotnet/runtime-deps:10.0-noble-chiseled

FROM ${SDK_IMAGE} AS build
# BuildKit says for which architecture; the classic builder says nothing.
ARG TARGETARCH=amd64
WORKDIR /source
COPY . .
RUN dotnet publish src/SecretGate.Runner -c Release -r "linux-$(echo "$TARGETARCH" | sed s/amd64/x64/)" -o /app

# No shell, no package manager, no other program.
FROM ${RUNTIME_IMAGE}
COPY --from=build /app /app
# The runner mounts the engine's socket, the checkout and its command files for root. As the base's own user (1654) each of them is denied
# (docs/decisions/0006-root-in-the-container.md).
USER root
ENTRYPOINT ["/app/secretgate"]
