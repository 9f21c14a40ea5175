import { getTranslations } from 'next-intl/server'
import { type Definition, DefinitionList } from '#components/definition-list.tsx'
import type { Element } from '#domain/catalogue/schema.ts'
import classes from './element-facts.module.css'

/** What kind of thing an element is, how it is counted, what Graph shows of it, and what we add to Microsoft's words. */
export async function ElementFacts({ element }: { element: Element }) {
  const t = await getTranslations('catalogue')
  const fact = await getTranslations('inventory.fact')
  const { observation, allowedValues, protocolSince, protocolKeys } = element
  const items: Definition[] = [
    { id: 'kind', term: fact('kind'), description: t(`kinds.${element.kind}`) },
    {
      id: 'whose',
      term: fact('whose'),
      description: `${t(`whose.${element.whose}`)}. ${t(`identifiability.${element.identifiability}`)}.`,
    },
    {
      id: 'counts',
      term: fact('counts'),
      description: `${t(`counted.${element.counts.of}`)}. ${t(`counting.${element.counts.why}`)}`,
    },
    {
      id: 'direction',
      term: fact('direction'),
      description: (
        <>
          <strong>{t(`directions.${element.direction}`)}.</strong>{' '}
          {t(`directionNotes.${element.directionNote}`)}
        </>
      ),
    },
    {
      id: 'observation',
      term: fact('observation'),
      description: (
        <>
          <strong>{t(`observability.${observation.observable}`)}.</strong>{' '}
          {observation.observable === 'yes' ? null : t(`observationLimits.${observation.why}`)}{' '}
          {observation.observable === 'no' ? null : (
            <span className={classes.keys}>
              {observation.from.map((property) => (
                <code key={property}>{property}</code>
              ))}
            </span>
          )}
        </>
      ),
    },
    ...(protocolKeys.length > 0
      ? [{ id: 'keys', term: fact('keys'), description: protocolKeys.join(', '), mono: true }]
      : []),
    {
      id: 'type',
      term: fact('type'),
      description: `${t(`types.${element.type}`)}. ${t(`typeFrom.${element.typeFrom}`)}. ${t(
        `presence.${element.optional ? 'optional' : 'required'}`,
      )}.`,
    },
    ...(allowedValues
      ? [
          {
            id: 'values',
            term: fact('values'),
            description: (
              <span className={classes.keys}>
                {allowedValues.map((value) => (
                  <code key={value}>{value}</code>
                ))}
              </span>
            ),
          },
        ]
      : []),
    ...(protocolSince
      ? [{ id: 'since', term: fact('since'), description: fact('sinceVersion', { version: protocolSince }) }]
      : []),
    ...(element.annotations.length > 0
      ? [
          {
            id: 'notes',
            term: fact('notes'),
            description: (
              <ul className={classes.notes}>
                {element.annotations.map((annotation) => (
                  <li key={annotation}>{t(`annotations.${annotation}`)}</li>
                ))}
              </ul>
            ),
          },
        ]
      : []),
  ]
  return <DefinitionList items={items} />
}
