import type { Sql } from 'postgres'

/** Notes, in the database itself, every time a message loses a step that it had reached. */
export async function placeWitness(sql: Sql): Promise<void> {
  await sql.unsafe(`
    create schema chaos;
    create table chaos.lost_steps (message_id uuid, was text, became text);
    create function chaos.note_lost_step() returns trigger language plpgsql security definer as $$
    declare
      v_ladder text[] := array['sent', 'delivered', 'read'];
    begin
      -- Of two sends with the same words the echo may be given to the wrong one. The provider's answer corrects that: the
      -- id leaves for its owner, and what it proved goes with it. Nothing else may take a step back.
      if old.provider_message_id is not null and new.provider_message_id is null then
        return null;
      end if;
      if array_position(v_ladder, old.status) > coalesce(array_position(v_ladder, new.status), 0) then
        insert into chaos.lost_steps values (new.id, old.status, new.status);
      end if;
      return null;
    end $$;
    create trigger note_lost_step after update of status on public.conversation_messages
      for each row when (old.status is distinct from new.status) execute function chaos.note_lost_step();`)
}

/** Every step that was lost. */
export function lostSteps(sql: Sql) {
  return sql`select was, became, count(*)::int as times from chaos.lost_steps group by 1, 2`
}

/** Conversations whose summary does not say what their messages say. Demo conversations were read by somebody. */
export function wrongSummaries(sql: Sql) {
  return sql`
    select t.thread_key, t.last_message_id, l.id as really_last, t.unread_count, u.unread as really_unread,
      t.last_message_status, l.status as really_status, t.last_message_preview
    from public.conversation_threads t
    cross join lateral (
      select m.* from public.conversation_messages m where m.tenant_id = t.tenant_id and m.thread_id = t.id
      order by m.occurred_at desc, m.id desc limit 1) l
    cross join lateral (
      select count(*) filter (where (m.occurred_at, m.id) > (a.occurred_at, a.id) or a.id is null)::int as unread,
        max(m.occurred_at) as last_inbound_at
      from public.conversation_messages m
      -- an answer that somebody wrote on the phone reads what is above it
      left join lateral (
        select p.occurred_at, p.id from public.conversation_messages p
        where p.tenant_id = t.tenant_id and p.thread_id = t.id and p.origin = 'phone' and not p.content ? 'via_api'
        order by p.occurred_at desc, p.id desc limit 1) a on true
      where m.tenant_id = t.tenant_id and m.thread_id = t.id and m.direction = 'inbound' and m.kind <> 'system') u
    where (t.last_message_id, t.last_message_at, t.last_message_direction, t.last_inbound_at)
        is distinct from (l.id, l.occurred_at, l.direction, u.last_inbound_at)
      or t.last_message_status is distinct from nullif(l.status, 'received')
      or t.last_message_kind is distinct from case when l.deleted_at is null then l.kind else 'deleted' end
      or t.last_message_preview is distinct from
        case when l.deleted_at is null then app.message_preview(l.kind, l.body, l.content) else '' end
      or (t.unread_count <> u.unread and not exists (
        select from public.conversation_messages m
        where m.tenant_id = t.tenant_id and m.thread_id = t.id and m.provider_message_id like 'DEMO%'))`
}

/** Jobs that are neither done nor given up, or that nobody holds and nobody will run. */
export function openJobs(sql: Sql) {
  return sql`
    select id, kind, attempts, run_at, leased_until, last_error from app.jobs
    where (finished_at is null and dead_at is null) or lease_token is not null`
}

/**
 * Time passes: waits are over, and so are the leases of functions that were killed. Leases that living functions hold
 * stay theirs.
 */
export async function passTime(sql: Sql, lastCrash: Date): Promise<void> {
  await sql`
    update app.jobs set run_at = least(run_at, now()),
      leased_until = case when leased_until - app.job_lease(kind) < ${lastCrash} then now() else leased_until end
    where finished_at is null and dead_at is null
      and (leased_until is null or leased_until - app.job_lease(kind) < ${lastCrash})`
}
