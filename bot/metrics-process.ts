/** Memory, processor time and how long the event loop was held, under the names Prometheus dashboards know. */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Registry as AnyRegistry } from 'prom-client';
import { Gauge } from './metrics-library.ts';

const RESOLUTION_MS = 20;
const NS_PER_S = 1e9;
const US_PER_S = 1e6;

export function processGauges(registry: AnyRegistry) {
  const gauge = (name: string, help: string) => new Gauge({ name, help, registers: [registry] });
  const resident = gauge('process_resident_memory_bytes', 'Memory the process holds');
  const heap = gauge('nodejs_heap_size_used_bytes', 'Of it, live JavaScript objects and garbage');
  const cpu = gauge('process_cpu_seconds_total', 'Processor time used');
  const started = gauge('process_start_time_seconds', 'When the process started');
  const p50 = gauge('nodejs_eventloop_lag_p50_seconds', 'Event-loop lag since the page was last read: median');
  const p99 = gauge('nodejs_eventloop_lag_p99_seconds', 'Event-loop lag since the page was last read: 99th percentile');
  const max = gauge('nodejs_eventloop_lag_max_seconds', 'Event-loop lag since the page was last read: longest');
  const delays = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  delays.enable();
  started.set(Math.round((performance.timeOrigin / 1000) * 1000) / 1000);

  // The histogram measures whole intervals; what exceeds the interval is lag.
  const lagS = (nanoseconds: number) =>
    Number.isFinite(nanoseconds) ? Math.max(0, nanoseconds / NS_PER_S - RESOLUTION_MS / 1000) : 0;

  return {
    refresh() {
      const memory = process.memoryUsage();
      const { user, system } = process.cpuUsage();
      resident.set(memory.rss);
      heap.set(memory.heapUsed);
      cpu.set((user + system) / US_PER_S);
      const seen = delays.count > 0;
      p50.set(seen ? lagS(delays.percentile(50)) : 0);
      p99.set(seen ? lagS(delays.percentile(99)) : 0);
      max.set(seen ? lagS(delays.max) : 0);
      delays.reset();
    },
    close: () => void delays.disable(),
  };
}
