import { expect, test } from './pomona.ts'
import { faultsOf } from './sound-page.ts'
import { anything } from './visitor.ts'

test('who let Intune share with Apple is told, and never called a data subject’s consent', async ({
  member,
  words,
}) => {
  const auditor = await member('auditor')
  await auditor.visits(words('frame.navigation.authorisations'))
  await auditor.isAt(words('authorisations.title'))
  await auditor.sees(words('authorisations.notConsent'))
  await auditor.seesInRow(
    words('authorisations.agreedTitle'),
    'Apple MDM push certificate',
    words('authorisations.states.granted'),
    '@lindegaard.example',
    words('authorisations.terms'),
  )
  await auditor.seesInRow(
    words('authorisations.consentsTitle'),
    'Lindegaard',
    words('authorisations.states.granted'),
  )
  await auditor.sees(words('intuneEvents.deeds.agreed'))

  await auditor.opens('/authorisations?asOf=2020-01-01')
  await auditor.sees(words('authorisations.empty.notRead'))
  expect(auditor.complaints).toEqual([])
})

test('a connection says who renewed it, when, and leads to all that was done to it', async ({
  member,
  words,
}) => {
  const auditor = await member('auditor')
  await auditor.visits(words('frame.navigation.connections'))
  await auditor.opensRow(words('connections.title'), 'MDM push certificate')
  await auditor.sees(words('intuneEvents.renewed.renewed', { date: anything, who: anything }))

  await auditor.visits(words('frame.navigation.authorisations'))
  await auditor.opensRow(words('authorisations.tokensTitle'), 'Lindegaard Apps')
  await auditor.page
    .getByRole('region', { name: words('intuneEvents.title') })
    .getByRole('link')
    .click()
  await auditor.isAt(words('intuneEvents.pageTitle', { name: 'Lindegaard Apps' }))
  expect(await faultsOf(auditor.page)).toEqual([])
  expect(auditor.complaints).toEqual([])
})

test('a tenant that keeps its audit log to itself is read all the same, and the reading says what lacks', async ({
  member,
  tenant,
  words,
}) => {
  const admin = await member('admin')
  await tenant.breaks({ match: '/auditEvents', kind: 'garbage', times: 1 })
  await admin.presses(words('readings.readNow'))
  await admin.isMarked(words('readings.states.finished'))
  const collection = words('readings.collections.auditEvents')
  const why = words('refusals.malformedAnswer', { host: tenant.host })
  await admin.sees(words('readings.wentWithout', { collection, tenant: 'Lindegaard', why }))
})
