import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { z } from 'zod'

const imageSpec = z.strictObject({
  name: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
  packages: z.array(z.string().regex(/^[a-z0-9][a-z0-9+.-]+$/)).min(1),
  leaveOut: z.array(z.string()).default([]),
  links: z.record(z.string(), z.string()).default({}),
  drop: z.array(z.string()).default([]),
})

export type ImageSpec = z.infer<typeof imageSpec>

const KNOWN = ['node-24'] as const
export type ImageName = (typeof KNOWN)[number]

export const isImageName = (name: string): name is ImageName => (KNOWN as readonly string[]).includes(name)

export const readImageSpec = (name: ImageName): ImageSpec =>
  imageSpec.parse(parse(readFileSync(new URL(`./${name}.yaml`, import.meta.url), 'utf8')))
