import { params } from '#harness'
import type { Resource, World } from '../world/types.ts'
import { decide } from './oracle.ts'

/** The manifests as they were given, whatever the copy in the workspace says by now. */
export const world = params as unknown as World

export const ruleOf = (resource: Resource): string => decide(resource, world.context).rule

export const withRule = (rule: string): Resource[] => world.resources.filter((resource) => ruleOf(resource) === rule)
