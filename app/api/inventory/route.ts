import { getTimeZone, getTranslations } from 'next-intl/server'
import { z } from 'zod'
import { tableFile, tableFormats, tableMediaTypes } from '#adapters/table-file.ts'
import { dayIn } from '#domain/day.ts'
import { langHere } from '#features/catalogue/view/lang.ts'
import { isInstant, momentOf } from '#features/inventory/as-of.ts'
import { recordExport } from '#features/inventory/export-command.ts'
import { inventoryAsked } from '#features/inventory/inventory-asked.ts'
import { inventory } from '#features/inventory/queries.ts'
import { shownInventory } from '#features/inventory/view/inventory-cells.ts'
import { reviewStandings } from '#features/reviews/queries.ts'
import { asOfHere } from '../../(console)/as-of-here.ts'
import { admitted, file, notAChoice } from '../answers.ts'

const format = z.enum(tableFormats).default('csv')

/** The inventory as the page of the same address shows it: its rows, columns, order and day. */
export async function GET(request: Request) {
  const { actor, answer } = await admitted('inventory:read')
  if (answer) return answer
  const address = Object.fromEntries(new URL(request.url).searchParams)
  const { asked, leftOut } = inventoryAsked(address)
  const day = await asOfHere(Promise.resolve(address))
  const chosen = format.safeParse(address.format)
  // A page can say what it left out of an address; a file that holds something else than was asked cannot.
  const parts = [
    ...leftOut,
    ...(day.kind === 'past' || day.kind === 'today' ? [] : ['asOf']),
    ...(chosen.success ? [] : ['format']),
  ]
  if (!chosen.success || parts.length > 0) return notAChoice(parts)
  const timeZone = await getTimeZone()
  const known = await inventory(actor, { lang: await langHere(), ...momentOf(day) })
  const { groups, headers, cellOf } = await shownInventory(known, asked, await reviewStandings(actor, known))
  const t = await getTranslations('inventory.export')
  const { reading, organisation } = known
  const rows = groups.flatMap((each) => each.rows)
  const bytes = await tableFile(
    {
      columns: asked.columns.map((id) => ({ id, header: headers[id] })),
      // A day is a day in a file, in whatever language it is.
      rows: rows.map((row) =>
        asked.columns.map((column) =>
          column === 'since' && row.observedSince && cellOf(row, column) !== null
            ? dayIn(timeZone, row.observedSince)
            : cellOf(row, column),
        ),
      ),
      about: [
        { id: 'organisation', header: t('organisation'), value: organisation.name },
        { id: 'asOf', header: t('asOf'), value: known.asOf.toISOString() },
        { id: 'reading', header: t('reading'), value: reading?.sequence ?? null },
        { id: 'readAt', header: t('readAt'), value: reading?.finishedAt.toISOString() ?? null },
      ],
    },
    chosen.data,
  )
  await recordExport(actor, {
    format: chosen.data,
    rows: rows.length,
    columns: asked.columns,
    asOf: known.asOf,
  })
  const moment = isInstant(day)
    ? known.asOf.toISOString().slice(0, 19).replaceAll(':', '')
    : dayIn(timeZone, known.asOf)
  return file(bytes, `inventory-${moment}.${chosen.data}`, tableMediaTypes[chosen.data])
}
