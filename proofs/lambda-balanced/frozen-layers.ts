import {
  addRows,
  type Bounded,
  balancedNetwork,
  drawBalancedNetwork,
  type Flow,
  flowFrom,
  followFlow,
  formulaOfWeights,
  integrateWithError,
  measureWithError,
  normOfRows,
  orderOfDoublings,
  type ProofInput,
  proof,
  type Rows,
  scaleColumns,
  spectralFloat64,
  type TwoLayerWeights,
  timesRows,
  transposeRows,
  twoLayerLinear,
  weightEntries,
  weightsOf,
} from 'flowproof';
import derivation from '../../derivations/lambda-balanced/transfer.js';

const lists = (A: Rows) => Array.from(A, (row) => Array.from(row));
const product = ({ W1, W2 }: TwoLayerWeights) => timesRows(W2, W1);

/** The flow of one layer; the other stays. */
function frozen(flow: ReturnType<typeof twoLayerLinear>, layer: 'W1' | 'W2'): Flow {
  const split = flow.hidden * flow.inputs;
  const { field, initial } = flow;
  return flowFrom(
    {
      ...field,
      jacobian: undefined,
      evaluate(time, state, out) {
        field.evaluate(time, state, out);
        out.fill(0, layer === 'W1' ? 0 : split, layer === 'W1' ? split : out.length);
      },
    },
    initial,
  );
}

const relearningAgainst =
  (form: (layer: 'W1' | 'W2') => 'W1' | 'W2', slower = 1): ProofInput['confront'] =>
  (_draw, random) => {
    const network = drawBalancedNetwork(random);
    const flow = twoLayerLinear(network, network.W1, network.W2);
    return (['W1', 'W2'] as const).flatMap((layer) => {
      const gram = normOfRows(network[layer]) ** 2;
      if (gram === 0) return [];
      const formula = formulaOfWeights(
        network,
        ({ W1, W2 }, u) =>
          spectralFloat64
            .balancedFlow({
              W1: lists(W1),
              W2: lists(W2),
              task: { sigma: lists(network.sigma) },
              lambda: network.lambda,
            })
            .frozenLayerProduct(form(layer), slower * u),
        random,
      );
      return followFlow(
        frozen(flow, layer),
        [0.3, 2, 10].map((v) => v / gram),
        weightEntries(network, `W with ${layer} frozen`, product, formula),
        { timeName: 'u' },
      );
    });
  };

export default proof({
  proof: 'frozen-layer-flow',
  title: 'One layer frozen, the other learns: rates are those of the frozen Gram matrix',
  derivation,
  confronts: ['frozen-first-layer', 'frozen-first-layer-weight', 'frozen-first-layer-unreachable'],
  source: 'lambda-balanced/frozen-layer-relearning',
  symbols: {},
  runs: 15,
  confront: relearningAgainst((layer) => layer),
  controls: {
    'the Gram matrix of the layer that learns': relearningAgainst((layer) => (layer === 'W1' ? 'W2' : 'W1')),
    'half of the rate': relearningAgainst((layer) => layer, 0.5),
  },
});

/** |W(joint training) - W(one layer frozen)| at |lambda| u = 1.5, from a start that keeps its product. */
const jointAgainst =
  (order: number, layer: 'large' | 'small'): ProofInput['confront'] =>
  (_draw, random) => {
    const n = random.integer(2, 4);
    const sizes = { inputs: n, hidden: n, outputs: n };
    const base = balancedNetwork(sizes, { lambda: 0 }, random);
    const direction = random.integer(0, 1) === 0 ? 1 : -1;
    const larger = (a: number, size: number) => Math.sqrt((Math.hypot(size, 2 * a) + size) / 2);
    const a = base.W1.map(() => 2 * random.uniform() - 1);
    const errors = [16, 32, 64, 128].map((size): Bounded => {
      const big = a.map((x) => larger(x, size));
      const thin = a.map((x, k) => x / big[k]);
      const [first, second] = direction > 0 ? [thin, big] : [big, thin];
      const W1 = transposeRows(scaleColumns(base.U, first));
      const W2 = scaleColumns(base.V, second);
      const flow = twoLayerLinear(base, W1, W2);
      const kept = direction > 0 === (layer === 'large') ? 'W2' : 'W1';
      const until = 1.5 / size;
      const options = { until, relativeTolerance: 1e-13, absoluteTolerance: 1e-15 };
      const alone = frozen(flow, kept);
      const other = integrateWithError(alone, options);
      const ended = product(weightsOf(base, other.at(until)));
      const found = measureWithError(integrateWithError(flow, options), until, {
        name: 'joint training',
        measured: (state) => normOfRows(addRows(product(weightsOf(base, state)), ended, -1)),
      });
      const apart = measureWithError(other, until, {
        name: 'frozen training',
        measured: (state) => normOfRows(addRows(product(weightsOf(base, state)), ended, -1)),
      });
      return { value: found.measured, bound: found.bound + apart.bound };
    });
    const { value, bound } = orderOfDoublings(errors, 2);
    return [
      { name: `order at which the ${layer} layer might be frozen`, stated: order, measured: value, bound },
    ];
  };

export const bigLayerFlow = proof({
  proof: 'big-layer-frozen-flow',
  title: 'On the lazy side training both layers is training the small one alone, up to lambda^-2',
  derivation,
  confronts: ['joint-training-like-frozen-large-layer', 'big-layer-frozen'],
  source: ['lambda-balanced/big-layer-frozen', 'lambda-balanced/frozen-layer-relearning'],
  symbols: {},
  runs: 8,
  confront: jointAgainst(2, 'large'),
  controls: { 'the small layer frozen': jointAgainst(2, 'small'), 'order 1': jointAgainst(1, 'large') },
});
