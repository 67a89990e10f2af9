import type { Feature } from './feature.ts'

/** All rooms' contributions together, in the order of the rooms; sections and buttons by their `order`. */
export interface Contributions extends Required<Omit<Feature, 'name' | 'verbs' | 'personalFields' | 'customerData'>> {
  features: readonly Feature[]
}

export function collect(features: readonly Feature[]): Contributions {
  const verbs = features.flatMap(feature => feature.verbs ?? [])
  const commands = features.flatMap(feature => feature.commands ?? [])
  return {
    features,
    commands: commands.map(command => ({
      ...command,
      verbs: [...command.verbs, ...verbs.filter(added => added.command === command.name).map(added => added.verb)],
    })),
    actions: features.flatMap(feature => feature.actions ?? []),
    forms: features.flatMap(feature => feature.forms ?? []),
    shortcuts: features.flatMap(feature => feature.shortcuts ?? []),
    jobs: features.flatMap(feature => feature.jobs ?? []),
    cardSections: ordered(features.flatMap(feature => feature.cardSections ?? [])),
    customerActions: ordered(features.flatMap(feature => feature.customerActions ?? [])),
    customerHints: ordered(features.flatMap(feature => feature.customerHints ?? [])),
    homeSections: ordered(features.flatMap(feature => feature.homeSections ?? [])),
    digestSections: ordered(features.flatMap(feature => feature.digestSections ?? [])),
    activityKinds: features.flatMap(feature => feature.activityKinds ?? []),
    filterFields: features.flatMap(feature => feature.filterFields ?? []),
    filterSources: features.flatMap(feature => feature.filterSources ?? []),
    riskSignals: features.flatMap(feature => feature.riskSignals ?? []),
    importKinds: features.flatMap(feature => feature.importKinds ?? []),
    logRecords: features.flatMap(feature => feature.logRecords ?? []),
    handoverOffers: features.flatMap(feature => feature.handoverOffers ?? []),
    customerTexts: features.flatMap(feature => feature.customerTexts ?? []),
    contactBlocks: features.flatMap(feature => feature.contactBlocks ?? []),
    deliveryWatches: features.flatMap(feature => feature.deliveryWatches ?? []),
  }
}

const ordered = <T extends { order: number }>(list: readonly T[]): T[] => list.toSorted((a, b) => a.order - b.order)
