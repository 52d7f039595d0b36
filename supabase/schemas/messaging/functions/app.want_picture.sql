-- Somebody fetches the picture of a conversation. A job that was given up begins anew, and one that has time hurries.
create function app.want_picture(p_tenant_id uuid, p_thread_id uuid, p_at timestamptz)
returns void
language sql
set search_path = ''
as $$
  insert into app.jobs (tenant_id, kind, payload, dedupe_key, run_at)
  values (p_tenant_id, 'fetch_picture', jsonb_build_object('thread_id', p_thread_id), 'picture:' || p_thread_id, p_at)
  on conflict (tenant_id, dedupe_key) where dedupe_key is not null and finished_at is null do update set
    dead_at = null, attempts = 0, run_at = excluded.run_at, last_error = null
  where jobs.dead_at is not null or jobs.leased_until is null and jobs.run_at > excluded.run_at;
$$;
revoke execute on function app.want_picture(uuid, uuid, timestamptz) from public, anon, authenticated;
