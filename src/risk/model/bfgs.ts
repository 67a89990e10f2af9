/** A function to minimise: its value at `at`, and its gradient written into `gradient`. */
export type Objective = (at: Float64Array, gradient: Float64Array) => number

export interface Minimum {
  at: Float64Array
  value: number
  /** Nothing is left to gain; else the best point seen within the iterations. */
  converged: boolean
  iterations: number
}

/** A sufficient decrease and a bound on the number of halvings (Nocedal and Wright, Numerical Optimization, 3.1). */
const sufficient = 1e-4
const halvings = 40
/** Relative to the value: gains smaller than this end the search. */
const gain = 1e-12

/**
 * Minimises a smooth function by BFGS: an approximation of the inverse Hessian is built from gradients alone (Nocedal and Wright, 6.1).
 * Steps where the function is not finite are halved like steps that go up.
 */
export function minimise(objective: Objective, start: readonly number[], iterations = 300): Minimum {
  const size = start.length
  let at = Float64Array.from(start)
  let gradient = new Float64Array(size)
  let value = objective(at, gradient)
  let inverse = identity(size)
  for (let iteration = 0; iteration < iterations; iteration++) {
    let direction = descent(inverse, gradient)
    let slope = dot(direction, gradient)
    if (!(slope < 0)) {
      // The approximation has lost its shape: begin again from steepest descent.
      inverse = identity(size)
      direction = gradient.map(part => -part)
      slope = -dot(gradient, gradient)
    }
    // What is left to gain is about half the slope (Newton's decrement); below this it drowns in the rounding of the value itself.
    const scale = Math.max(1, Math.abs(value))
    if (-slope <= gain * scale) return { at, value, converged: true, iterations: iteration }
    const next = search(objective, at, value, direction, slope)
    if (!next) return { at, value, converged: -slope <= 1e3 * gain * scale, iterations: iteration }
    update(
      inverse,
      next.at.map((part, index) => part - (at[index] ?? 0)),
      next.gradient.map((part, index) => part - (gradient[index] ?? 0)),
      iteration === 0,
    )
    ;({ at, gradient, value } = next)
  }
  return { at, value, converged: false, iterations }
}

interface Point {
  at: Float64Array<ArrayBuffer>
  gradient: Float64Array<ArrayBuffer>
  value: number
}

/** Backtracks from the whole step until the function goes down enough; null when it never does. */
function search(objective: Objective, from: Float64Array, value: number, direction: Float64Array, slope: number): Point | null {
  for (let step = 1, halved = 0; halved < halvings; step /= 2, halved++) {
    const at = Float64Array.from(from, (part, index) => part + step * (direction[index] ?? 0))
    const gradient = new Float64Array(at.length)
    const here = objective(at, gradient)
    if (Number.isFinite(here) && here <= value + sufficient * step * slope) return { at, gradient, value: here }
  }
  return null
}

const identity = (size: number): Float64Array[] =>
  Array.from({ length: size }, (_, row) => Float64Array.from({ length: size }, (_, column) => Number(row === column)))

const dot = (a: Float64Array, b: Float64Array): number => a.reduce((sum, part, index) => sum + part * (b[index] ?? 0), 0)
const norm = (a: Float64Array): number => Math.sqrt(dot(a, a))
const times = (matrix: readonly Float64Array[], a: Float64Array): Float64Array => Float64Array.from(matrix, row => dot(row, a))
const descent = (inverse: readonly Float64Array[], gradient: Float64Array): Float64Array =>
  times(inverse, gradient).map(part => -part)

/** The BFGS update of the inverse Hessian by a step and the gradient's change over it; skipped where the curvature is not positive. */
function update(inverse: Float64Array[], step: Float64Array, change: Float64Array, first: boolean): void {
  const curvature = dot(step, change)
  if (!(curvature > 1e-14 * norm(step) * norm(change))) return
  if (first) {
    // The identity knows no scale: take it from the first step (Nocedal and Wright, 6.20).
    const scale = curvature / dot(change, change)
    for (const row of inverse) for (const column of row.keys()) row[column] = (row[column] ?? 0) * scale
  }
  const turned = times(inverse, change)
  const weight = (1 + dot(change, turned) / curvature) / curvature
  for (const [i, row] of inverse.entries())
    for (const j of row.keys()) {
      const [si, sj, ti, tj] = [step[i] ?? 0, step[j] ?? 0, turned[i] ?? 0, turned[j] ?? 0]
      row[j] = (row[j] ?? 0) + weight * si * sj - (si * tj + ti * sj) / curvature
    }
}
