import { dop853StepOf } from './dop853-kernel-step.js';
import type { VectorField } from './flow.js';
import { notFinite, stepUnderflow } from './flow-failures.js';
import { newtonTolerance } from './radau.js';
import { RADAU_ABSCISSAE, RadauStep } from './radau-step.js';
import type { StepMethod } from './trajectory.js';

/** Takes prescribed steps: no step control, so that a whole mesh can be walked again. */
export interface MeshStepper {
  evaluations(): number;
  /** From `y` at `time` to `next` at `time + h`. @throws FlowproofError as the integrators do. */
  step(time: number, h: number, y: Float64Array, next: Float64Array): void;
  /** Gives its work space back. */
  release(): void;
}

/** The walkers of a mesh, each built when first used. */
export interface MeshSteppers {
  of(method: StepMethod): MeshStepper;
  /** Gives all work space back. */
  release(): void;
}

/** Walkers for the steps of either method. */
export function meshSteppers(field: VectorField, relative: number, absolute: number): MeshSteppers {
  const built: Partial<Record<StepMethod, MeshStepper>> = {};
  return {
    of(method) {
      built[method] ??=
        method === 'explicit' ? explicitStepper(field) : implicitStepper(field, relative, absolute);
      return built[method];
    },
    release() {
      for (const stepper of Object.values(built)) stepper.release();
    },
  };
}

function explicitStepper(field: VectorField): MeshStepper {
  const step = dop853StepOf(field);
  const [from, to] = step.states;
  return {
    evaluations: () => step.evaluations,
    step(time, h, y, next) {
      from.set(y);
      step.begin(time, from);
      step.advance(time, h, from, to);
      next.set(to);
      for (let i = 0; i < next.length; i++) {
        if (!Number.isFinite(next[i])) throw notFinite(field, time + h, next);
      }
    },
    release: () => step.release(),
  };
}

/** Halvings of a prescribed implicit step whose stages Newton's iteration does not find. */
const MAX_HALVINGS = 12;

function implicitStepper(field: VectorField, relative: number, absolute: number): MeshStepper {
  const step = new RadauStep(field);
  // The stages are solved a hundred times more exactly than while the mesh was made: what Newton leaves
  // behind must not blur the comparison of two meshes.
  const tolerance = Math.max((10 * Number.EPSILON) / relative, newtonTolerance(relative) / 100);
  const walk = (time: number, h: number, y: Float64Array, next: Float64Array, depth: number): void => {
    step.begin(time, y);
    step.linearise(time, y);
    step.stages.forEach((stage, s) => {
      for (let i = 0; i < y.length; i++) stage[i] = RADAU_ABSCISSAE[s] * h * step.slope[i];
    });
    let solved = step.prepare(h) && step.solve(time, h, y, relative, absolute, tolerance).converged;
    if (!solved) {
      for (const stage of step.stages) stage.fill(0);
      solved = step.prepare(h) && step.solve(time, h, y, relative, absolute, tolerance).converged;
    }
    if (solved) {
      for (let i = 0; i < y.length; i++) next[i] = y[i] + step.stages[2][i];
      return;
    }
    if (depth === MAX_HALVINGS) throw stepUnderflow(field, time, h, step.slope);
    const middle = new Float64Array(y.length);
    walk(time, h / 2, y, middle, depth + 1);
    walk(time + h / 2, h / 2, middle, next, depth + 1);
  };
  return {
    evaluations: () => step.evaluations,
    step: (time, h, y, next) => walk(time, h, y, next, 0),
    release() {},
  };
}
