import { writeClient } from '#sandbox/registrations.ts'
import { expect, type Member, test } from './pomona.ts'
import { faultsOf } from './sound-page.ts'
import type { Words } from './words.ts'

type People = { words: Words; admin: Member; decider: Member }
type Ending = People & {
  token: string
  /** What whoever asks and whoever approves have to see. */
  impact: readonly string[]
}

/** What is the same about every case. */
export const endingOf = ({ words, admin, decider }: People) => ({
  asks: async () => {
    await admin.presses(words('offboardings.impact.read'))
    await admin.sees(words('offboardings.informing.about'))
    expect(await faultsOf(admin.page)).toEqual([])
    await admin.fills(words('offboardings.informing.how'), 'By e-mail, a week before.')
    await admin.presses(words('offboardings.continue'))
    await admin.sees(words('offboardings.order.about'))
    expect(await faultsOf(admin.page)).toEqual([])
    await admin.presses(words('offboardings.order.read'))
    await admin.presses(words('offboardings.approval.ask'))
    await admin.sees(words('offboardings.approval.waits'))
    await admin.mayNotPress(words('offboardings.approval.approve'))
  },
  approves: async () => {
    await decider.presses(words('offboardings.approval.approve'))
    await decider.sees(words('offboardings.access.wanted'))
  },
  entersAccess: async () => {
    await admin.fills(words('offboardings.access.client'), writeClient.clientId)
    await admin.fills(words('offboardings.access.secret'), writeClient.secret)
    await admin.presses(words('offboardings.access.enter'))
    await admin.sees(words('offboardings.confirm.order'))
  },
})

/** From the connection’s page until the worker has been told to end it. */
export const endToken = async ({ token, impact, ...people }: Ending): Promise<void> => {
  const { words, admin, decider } = people
  const ending = endingOf(people)
  await test.step('impact, and a request for approval', async () => {
    await admin.visits(words('frame.navigation.connections'))
    await admin.opensRow(words('connections.title'), token)
    await admin.follows(words('connections.end'))
    await admin.presses(words('offboardings.start'))
    await admin.isAt(words('offboardings.named', { name: token, count: 1, others: 0 }))
    for (const sentence of impact) await admin.sees(sentence)
    await ending.asks()
  })

  await test.step('somebody else approves', async () => {
    await decider.visits(words('frame.navigation.offboardings'))
    await decider.opensRow(words('offboardings.title'), token)
    for (const sentence of impact) await decider.sees(sentence)
    await ending.approves()
  })

  await test.step('write access, the token’s name typed, the run', async () => {
    await admin.visits(words('frame.navigation.offboardings'))
    await admin.opensRow(words('offboardings.title'), token)
    await ending.entersAccess()
    await admin.selects(
      words('offboardings.confirm.grace'),
      words('offboardings.confirm.graceHours', { hours: 0 }),
    )
    await admin.types(token, words.markup('offboardings.confirm.type', { name: () => token }))
    await admin.presses(words('offboardings.confirm.confirm'))
  })
}
