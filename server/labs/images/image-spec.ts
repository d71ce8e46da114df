import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { z } from 'zod'
import type { ImageName } from './image-names.ts'

const imageSpec = z.strictObject({
  name: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
  packages: z.array(z.string().regex(/^[a-z0-9][a-z0-9+.-]+$/)).min(1),
  leaveOut: z.array(z.string()).default([]),
  /** npm packages of the platform, which labs import by name. */
  npm: z.array(z.string()).default([]),
  /** Run once in the finished root, without a network. */
  commands: z.array(z.array(z.string()).min(1)).default([]),
  /** What the machine's own /usr must hold to stand in for the image. */
  programs: z.array(z.string()).default([]),
  links: z.record(z.string(), z.string()).default({}),
  drop: z.array(z.string()).default([]),
})

export type ImageSpec = z.infer<typeof imageSpec>

export const readImageSpec = (name: ImageName): ImageSpec =>
  imageSpec.parse(parse(readFileSync(new URL(`./${name}.yaml`, import.meta.url), 'utf8')))
