create function public.list_queue_jobs(p_tenant_id uuid, p_state text default 'dead', p_limit integer default 50)
returns table (
  id bigint, kind text, state text, attempts integer, max_attempts integer, run_at timestamptz, last_error text,
  created_at timestamptz, dead_at timestamptz, summary text
)
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  perform app.require_admin(p_tenant_id);
  return query
    select j.id, j.kind,
      case when j.dead_at is not null then 'dead' when j.leased_until >= now() then 'running'
        when j.attempts > 0 then 'retrying' else 'waiting' end,
      j.attempts, k.max_attempts, j.run_at, j.last_error, j.created_at, j.dead_at,
      app.job_summary(j)
    from app.jobs j
    join app.job_kinds k on k.kind = j.kind and k.is_listed
    where j.tenant_id = p_tenant_id and j.finished_at is null and (p_state = 'dead') = (j.dead_at is not null)
    order by coalesce(j.dead_at, j.created_at) desc
    limit least(greatest(coalesce(p_limit, 50), 1), 200);
end;
$$;
comment on function public.list_queue_jobs(uuid, text, integer) is
  'Caller: owner or admin. p_state dead|waiting. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden.';
revoke execute on function public.list_queue_jobs(uuid, text, integer) from public, anon, authenticated;
grant execute on function public.list_queue_jobs(uuid, text, integer) to authenticated;
