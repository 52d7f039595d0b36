create function public.discard_dead_job(p_tenant_id uuid, p_job_id bigint)
returns void
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform app.require_admin(p_tenant_id);
  update app.jobs set finished_at = now(), dead_at = null, last_error = concat_ws('; ', last_error, 'discarded')
  where tenant_id = p_tenant_id and id = p_job_id and dead_at is not null;
  if not found then
    raise sqlstate 'PT404' using message = 'job_not_found';
  end if;
end;
$$;
comment on function public.discard_dead_job(uuid, bigint) is 'Caller: owner or admin. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 job_not_found.';
revoke execute on function public.discard_dead_job(uuid, bigint) from public, anon, authenticated;
grant execute on function public.discard_dead_job(uuid, bigint) to authenticated;
