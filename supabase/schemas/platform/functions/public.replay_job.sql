create function public.replay_job(p_tenant_id uuid, p_job_id bigint)
returns void
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform app.require_admin(p_tenant_id);
  if p_job_id is null or app.revive_jobs(p_tenant_id, p_job_id) = 0 then
    raise sqlstate 'PT404' using message = 'job_not_found';
  end if;
end;
$$;
comment on function public.replay_job(uuid, bigint) is 'Caller: owner or admin. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 job_not_found, PT402 insufficient_credits.';
revoke execute on function public.replay_job(uuid, bigint) from public, anon, authenticated;
grant execute on function public.replay_job(uuid, bigint) to authenticated;
