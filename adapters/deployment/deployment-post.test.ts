/** The format is held to the contract of endpoints that set things up. */
import { deploymentContract, type DeploymentRecording } from '../../tests/contract/deployment.contract.ts';
import { newSupplier } from '../../tests/support/deployment-supplier.ts';
import recording from '../../tests/wire/deployment.json' with { type: 'json' };

deploymentContract('deployment_post', { recording: recording as DeploymentRecording, build: newSupplier });
