import { createEmbeddedRunner } from '../../../jobs/embedded-runner.ts';
import { jobRunnerContract } from './job-runner.contract.ts';

jobRunnerContract('embedded runner', createEmbeddedRunner);
