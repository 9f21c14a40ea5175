import type { InventoryConnection, InventoryService } from '../queries.ts'

type Counted = Pick<InventoryConnection, 'population'>

/** Whether some device or person stands behind several connections, so that their numbers exceed the service's. */
export const countsSomeTwice = ({
  connections,
  population,
}: Pick<InventoryService, 'population'> & { connections: readonly Counted[] }): boolean =>
  (['devices', 'people'] as const).some((whose) => {
    const whole = population.value[whose]
    const parts = connections.reduce((sum, each) => sum + (each.population.value[whose] ?? 0), 0)
    return whole !== null && parts > whole
  })
