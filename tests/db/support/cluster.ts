import type { TestProject } from 'vitest/node'
import { connect } from '../../../local/database.ts'
import { createCast } from './cast.ts'
import {
  createMigratedDatabase,
  databaseUrl,
  startCluster,
  type Cluster,
} from '../../../local/schema/scratch.ts'

/** What a test needs to make databases of its own; see `createDatabase`. */
export interface ClusterContext {
  superuserUrl: string
  url: string
  /** Migrated, and nothing else. */
  emptyTemplate: string
  /** Migrated, with the cast of `cast.ts`. */
  castTemplate: string
}

declare module 'vitest' {
  interface ProvidedContext {
    cluster: ClusterContext
  }
}

const emptyTemplate = 'zelo_template'
const castTemplate = 'zelo_cast'

interface SharedCluster {
  starting: Promise<Cluster>
  users: number
}

/** Each test project loads its own copy of this file; the cluster of a run is one. */
const shared = globalThis as typeof globalThis & { zeloTestCluster?: SharedCluster }

/** Vitest global setup: one cluster a run, migrated once, copied for every test file. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  shared.zeloTestCluster ??= { starting: begin(), users: 0 }
  const current = shared.zeloTestCluster
  current.users += 1
  const { superuserUrl, url } = await current.starting
  project.provide('cluster', { superuserUrl, url, emptyTemplate, castTemplate })
  return async () => {
    current.users -= 1
    if (current.users > 0) return
    shared.zeloTestCluster = undefined
    await (await current.starting).stop()
  }
}

async function begin(): Promise<Cluster> {
  const cluster = await startCluster()
  try {
    await createMigratedDatabase(cluster, emptyTemplate)
    const admin = connect(cluster.superuserUrl)
    await admin`create database ${admin(castTemplate)} template ${admin(emptyTemplate)} strategy file_copy`
    await admin.end()
    const owner = connect(databaseUrl(cluster.url, castTemplate))
    await owner.begin(createCast)
    await owner.end()
  } catch (error) {
    await cluster.stop()
    throw error
  }
  return cluster
}
