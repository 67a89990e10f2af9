/** Quintiles 1 to 5, 5 is best: how lately a customer ordered, on how many days, and how much they spent. */
export interface Rfm {
  recency: number
  frequency: number
  monetary: number
}

export const rfmSegments = [
  'champions',
  'loyal',
  'potential',
  'new',
  'needs-attention',
  'about-to-leave',
  'hibernating',
  'lost',
] as const
export type RfmSegment = (typeof rfmSegments)[number]

/** What practice calls them, each with its segments, most valuable first. */
export const rfmGroups = {
  'high-value': ['champions', 'loyal'],
  promising: ['potential', 'needs-attention'],
  new: ['new'],
  'about-to-leave': ['about-to-leave'],
  'to-wake': ['hibernating', 'lost'],
} as const satisfies Record<string, readonly RfmSegment[]>
export type RfmGroup = keyof typeof rfmGroups
export const rfmGroupNames = Object.keys(rfmGroups) as RfmGroup[]

/** Everything that is counted, with the segments it is made of: each segment, and groups that are more than one. */
export const rfmCounted: readonly { name: RfmSegment | RfmGroup; segments: readonly RfmSegment[] }[] = [
  ...rfmSegments.map(name => ({ name, segments: [name] })),
  ...rfmGroupNames.filter(name => rfmGroups[name].length > 1).map(name => ({ name, segments: rfmGroups[name] })),
]

const isChampion = ({ recency, frequency, monetary }: Rfm): boolean => recency >= 4 && frequency + monetary >= 8
const isNew = ({ recency, frequency, monetary }: Rfm): boolean => recency >= 4 && frequency === 1 && monetary <= 3
const isWorthMuch = ({ frequency, monetary }: Rfm): boolean => frequency + monetary >= 6

/** Exactly one of these holds for each customer. */
export const rfmRules: Record<RfmSegment, (score: Rfm) => boolean> = {
  champions: isChampion,
  loyal: score => score.recency >= 3 && score.frequency >= 4 && !isChampion(score),
  potential: score => score.recency >= 4 && score.frequency <= 3 && !isChampion(score) && !isNew(score),
  new: isNew,
  'needs-attention': ({ recency, frequency }) => recency === 3 && frequency <= 3,
  'about-to-leave': score => score.recency <= 2 && isWorthMuch(score),
  hibernating: score => score.recency === 2 && !isWorthMuch(score),
  lost: score => score.recency === 1 && !isWorthMuch(score),
}

/** The segment of each of the 125 scores there are. */
export function rfmTable(): (Rfm & { segment: RfmSegment })[] {
  const all = [1, 2, 3, 4, 5]
  return all.flatMap(recency =>
    all.flatMap(frequency =>
      all.flatMap(monetary => {
        const score = { recency, frequency, monetary }
        return rfmSegments.filter(name => rfmRules[name](score)).map(segment => ({ ...score, segment }))
      }),
    ),
  )
}
