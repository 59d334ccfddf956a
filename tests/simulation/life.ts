/**
 * One life of the app's process. It may end at any durable step: before a commit, right after one, before a call leaves
 * or after it was answered. From then on nothing it still does has any effect. A disk may refuse single commits.
 */
import type { UnitOfWork } from '../../commerce/ports/unit-of-work.ts';
import { DatabaseFull } from '../../db/errors.ts';
import type { Chance } from './chance.ts';

export class ProcessDied extends Error {}

export interface Life {
  isOver(): boolean;
  /** A step was reached; throws when the process ends there, or is no more. `when` ends its name. */
  step(name: string, when?: ':call' | ':answer'): void;
  /** It ends after so many steps from now. */
  endIn(steps: number): void;
  /** So many of the next commits fail. */
  fillDisk(commits: number): void;
  /** No more deaths and no more full disks; for the end of a run. */
  spare(): void;
}

export interface LifeOptions {
  chance: Chance;
  /** Steps until it ends, about. */
  stepsToLive: number;
  diskFullRate: number;
  died: (step: string) => void;
}

export function begin({ chance, stepsToLive, diskFullRate, died }: LifeOptions): Life {
  let left = chance.between(1, 2 * stepsToLive);
  let isOver = false;
  let fullRate = diskFullRate;
  let full = 0;
  return {
    isOver: () => isOver,
    step(name, when) {
      if (isOver) throw new ProcessDied(`already before ${name}${when ?? ''}`);
      const isCommit = when === undefined && name.endsWith(':before-commit');
      if (isCommit && fullRate > 0 && chance.hits(fullRate)) throw new DatabaseFull(`no room left at ${name}`);
      if (isCommit && full > 0) {
        full -= 1;
        throw new DatabaseFull(`no room left at ${name}`);
      }
      left -= 1;
      if (left > 0) return;
      isOver = true;
      died(`${name}${when ?? ''}`);
      throw new ProcessDied(`${name}${when ?? ''}`);
    },
    endIn(steps) {
      left = steps;
    },
    fillDisk(commits) {
      full = commits;
    },
    spare() {
      left = Infinity;
      full = 0;
      fullRate = 0;
    },
  };
}

/** The shop's memory as this life may use it: not at all once it is over. */
export function ofLife(life: Life, uow: UnitOfWork): UnitOfWork {
  return {
    async run(step, work) {
      if (life.isOver()) throw new ProcessDied(`before ${step}`);
      return uow.run(step, work);
    },
    read: uow.read,
    onCommit: (listener) => uow.onCommit(listener),
  };
}
