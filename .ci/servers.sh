# Sourced by .ci/run and .ci/nightly: the Redis program and a Postgres of one's own for the suites that need them, installed
# where they are missing. SAPA_TEST_POSTGRES=postgres://… names a server to use instead.

as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }

# Postgres refuses to run as root.
as_postgres() { if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi; }

packages() { as_root apt-get update -q && as_root apt-get install -y -q --no-install-recommends "$@"; }

postgres_bin() { ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1; }

servers() {
  command -v redis-server >/dev/null || packages redis-server || return 1
  [ -z "${SAPA_TEST_POSTGRES:-}" ] || return 0
  [ -n "$(postgres_bin)" ] || packages postgresql || return 1
  local bin port
  bin=$(postgres_bin)
  postgres_folder=$(as_postgres mktemp -d -t sapa-ci-postgres-XXXXXX) || return 1
  trap 'as_postgres "$(postgres_bin)/pg_ctl" -D "$postgres_folder" -m immediate stop >/dev/null; as_root rm -rf "$postgres_folder"' EXIT
  as_postgres "$bin/initdb" -D "$postgres_folder" -U postgres -A trust -E UTF8 --no-locale >/dev/null || return 1
  for _ in 1 2 3 4 5; do
    port=$((20000 + RANDOM % 12000))
    if as_postgres "$bin/pg_ctl" -D "$postgres_folder" -l "$postgres_folder/log" -w \
      -o "-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c max_connections=300" start >/dev/null; then
      export SAPA_TEST_POSTGRES="postgres://postgres@127.0.0.1:$port/postgres"
      echo "Postgres: $SAPA_TEST_POSTGRES"
      return 0
    fi
  done
  cat "$postgres_folder/log"
  return 1
}
