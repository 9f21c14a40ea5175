import { chanceOf, shuffleOf } from './chance.ts'
import type { Plan } from './plan.ts'

/** One app of a location token with its licences; `devices` and `people` hold one each. */
export type AppPlan = {
  name: string
  kind: 'iosVppApp' | 'macOsVppApp'
  locationToken: number
  /** Distinct indexes of the devices that hold a licence of the app, each with the licence's own number. */
  devices(): Iterable<Held>
  people(): Iterable<Held>
}
export type Held = { holder: number; licence: number }

type Weight = { name: string; kind: AppPlan['kind']; devices: number; people: number }

/** How the licences of a location token spread over its apps: a few that everyone has, and a long tail. */
const weights: readonly Weight[] = [
  { name: 'Company Portal', kind: 'iosVppApp', devices: 0.34, people: 0 },
  { name: 'Havnelog', kind: 'iosVppApp', devices: 0.2, people: 0 },
  { name: 'Lagerscan', kind: 'iosVppApp', devices: 0.14, people: 0 },
  { name: 'Skiftplan', kind: 'iosVppApp', devices: 0.1, people: 0.12 },
  { name: 'Billetluge', kind: 'iosVppApp', devices: 0.08, people: 0 },
  { name: 'Regnehjul', kind: 'iosVppApp', devices: 0.07, people: 0 },
  { name: 'Kassebod', kind: 'iosVppApp', devices: 0.05, people: 0 },
  { name: 'Mødebord', kind: 'iosVppApp', devices: 0.02, people: 0.08 },
  { name: 'Rejsekvit', kind: 'iosVppApp', devices: 0, people: 0.4 },
  { name: 'Vagtskifte', kind: 'iosVppApp', devices: 0, people: 0.2 },
  { name: 'Tegnestue', kind: 'macOsVppApp', devices: 0, people: 0.13 },
  { name: 'Lydspor', kind: 'macOsVppApp', devices: 0, people: 0.07 },
]

/** Licences for each managed device: 1 held by devices and 0.5 by people. */
const perDevice = { devices: 1, people: 0.5 }

/** Half of the changed licences were taken back, half are new. */
export const appPlansOf = (plan: Plan): AppPlan[] => {
  const { devices, people, changed, seed, locationTokens, isManaged } = plan
  const part = (share: number, weight: number, most: number): number =>
    Math.min(most, Math.round((devices * share * weight) / locationTokens))
  const held = function* (name: string, turn: number, count: number, most: number): Generator<Held> {
    const place = shuffleOf(most, turn)
    const fate = chanceOf(`${seed} ${name} ${turn}`)
    const end = Math.min(most, count + Math.round((count * changed) / 2))
    for (let licence = 0; licence < end; licence += 1)
      if (licence >= count || fate(licence) >= changed / 2) yield { holder: place(licence), licence }
  }
  return Array.from({ length: locationTokens }, (_, locationToken) =>
    weights.map((weight, position): AppPlan => {
      const turn = locationToken * weights.length + position + 1
      return {
        name: weight.name,
        kind: weight.kind,
        locationToken,
        devices: function* () {
          const count = part(perDevice.devices, weight.devices, devices)
          // Apple takes the licence of a device that left back in time here: what else may happen is not for speed.
          for (const each of held('device licence', turn, count, devices))
            if (isManaged(each.holder)) yield each
        },
        people: () => held('person licence', turn, part(perDevice.people, weight.people, people), people),
      }
    }),
  ).flat()
}
