/** Finite networks beside the theory of infinite ones. */
export { drawRegression, type FiniteTasks, finiteTasks } from './draw-task.js';
export {
  type Initialisation,
  type SimulatedError,
  type SimulationSetting,
  simulatedError,
  simulatedErrors,
} from './simulated-error.js';
