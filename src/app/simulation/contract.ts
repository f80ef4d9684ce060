import { z } from 'zod';
import { endpoint } from '../../kernel/endpoint.ts';
import { zInstant } from '../../kernel/wire.ts';
import { may } from '../../features/access/permissions.ts';

export const advanceSimulation = endpoint({
  method: 'POST', path: '/simulation/advance', area: 'Simulation', may: may.simulate,
  summary: 'Let simulated time pass up to an instant; everything due on the way happens at its moment. Only in data folders made as simulations',
  body: z.object({ to: zInstant }), reply: z.object({ now: zInstant, moments: z.number() }),
});

export const REFUSALS = {
  'not-a-simulation': { status: 404, sentence: 'This data folder is real: its time cannot be moved. Make a simulation with ./readback start --simulation in a new data folder.' },
  'time-runs-forward': { status: 422, sentence: 'Simulated time runs forward only. Choose a later instant.' },
} as const;
