import type { Actor } from '#domain/actor.ts'
import { elementsOf } from '#domain/catalogue/catalogue.ts'
import { groupOf, services } from '#domain/service.ts'
import { accountsWaiting, listAccounts } from '#features/accounts/list-accounts.ts'
import { listStated } from '#features/connections/list-stated.ts'
import { elementDetail } from '#features/inventory/element-detail.ts'
import { listConnections } from '#features/inventory/list-connections.ts'
import { overview } from '#features/inventory/overview.ts'
import { inventory } from '#features/inventory/queries.ts'
import { serviceDetail } from '#features/inventory/service-detail.ts'
import { overdueLegalFacts } from '#features/legal-facts/queries.ts'
import { tenantLinks } from '#features/organisations/queries.ts'
import { readingsAtAGlance } from '#features/readings/queries.ts'
import { reviewDetail, reviewedFields, reviewStandings } from '#features/reviews/queries.ts'
import type { PageCase } from './measure-page.ts'

const lang = 'en'

/** What the pages of the inventory, of connections and of accounts are asked about. */
export type InventorySubjects = { names: string[]; appleIds: string[]; calls: number }

/** The pages that speak of all connections, with plain SQL for the rows each needs. */
export const inventoryCases = (actor: Actor, { names, appleIds, calls }: InventorySubjects): PageCase[] => {
  const { organisationId } = actor
  const nothing = Array.from({ length: calls }, () => '')
  const elements = services.flatMap((service) =>
    elementsOf(groupOf(service)).map(({ key }) => `${service}/${key}`),
  )
  const anyElement = nothing.map((_, at) => elements[at % elements.length] ?? '')

  const mine = () => [organisationId]
  const its = (subject: string) => [organisationId, subject]
  const reading =
    '(select id from reading where organisation_id = $1 and state = $$finished$$ order by sequence desc limit 1)'
  const counts = {
    sql: `select * from inventory_count where organisation_id = $1 and reading_id = ${reading}
      and scope in ('organisation', 'service')`,
    values: mine,
  }
  const standing = {
    sql: `select service, count(*), min(observed_since) from connection where organisation_id = $1 and until is null
      group by service`,
    values: mine,
  }
  const connections = (condition: string, { order = 'service, name, id', most = 20, element = "''" } = {}) =>
    `select c.*, a.apple_id, n.devices, n.people from (
        select * from connection c where organisation_id = $1 and ${condition} order by ${order} limit ${most + 1}) c
      left join account a on a.organisation_id = c.organisation_id and a.id = c.account_id
      left join inventory_count n on n.organisation_id = c.organisation_id and n.reading_id = ${reading}
        and n.scope = 'connection' and n.scope_id = c.id::text and n.element = ${element}`
  const keyOf = (subject: string) =>
    groupOf(services.find((each) => subject.startsWith(each)) ?? 'apns') + subject.slice(subject.indexOf('/'))
  return [
    {
      name: 'overview',
      subjects: nothing,
      call: async () => {
        const [shown] = await Promise.all([
          overview(actor, { lang }),
          tenantLinks(actor),
          readingsAtAGlance(actor),
          accountsWaiting(actor),
          overdueLegalFacts(actor),
          listStated(actor),
        ])
        return reviewedFields(actor, shown)
      },
      plain: [
        standing,
        counts,
        {
          sql: connections("expires_at < now() + interval '30 days'", { order: 'expires_at', most: 10 }),
          values: mine,
        },
      ],
    },
    {
      name: 'inventory',
      subjects: nothing,
      call: async () => reviewStandings(actor, await inventory(actor, { lang })),
      plain: [standing, counts],
    },
    {
      name: 'service',
      subjects: nothing,
      call: () => Promise.all([serviceDetail(actor, 'vpp', { lang }), listStated(actor)]),
      plain: [standing, counts, { sql: connections("service = 'vpp'"), values: mine }],
    },
    {
      name: 'element',
      subjects: anyElement,
      call: async (subject) => {
        const [name, key = ''] = subject.split('/')
        const service = services.find((each) => each === name) ?? 'apns'
        const shown = await elementDetail(actor, service, key, { lang })
        return reviewDetail(actor, service, key, shown.inventory)
      },
      plain: [
        standing,
        counts,
        {
          sql: connections('service = $2', { element: '$3' }),
          values: (subject) => [organisationId, subject.split('/')[0], keyOf(subject)],
        },
      ],
    },
    {
      name: 'connections, first page',
      subjects: nothing,
      call: () => Promise.all([listConnections(actor), listStated(actor)]),
      plain: [standing, { sql: connections('true', { most: 50 }), values: mine }],
    },
    {
      name: 'connections, by part of the name',
      subjects: names,
      call: (text) => listConnections(actor, { text }),
      plain: [
        { sql: connections('strpos(lower(name), lower($2)) > 0', { most: 50 }), values: its },
        {
          sql: 'select count(*) from connection where organisation_id = $1 and strpos(lower(name), lower($2)) > 0',
          values: its,
        },
      ],
    },
    {
      name: 'accounts, by part of the Apple ID',
      subjects: appleIds,
      call: (text) => listAccounts(actor, { text }),
      plain: [
        {
          sql: `select a.*, array(select c.name from connection c where c.organisation_id = a.organisation_id
              and c.account_id = a.id order by c.name limit 5)
            from account a where a.organisation_id = $1 and strpos(lower(a.apple_id), lower($2)) > 0
            order by lower(a.apple_id), a.id limit 51`,
          values: its,
        },
      ],
    },
  ]
}
