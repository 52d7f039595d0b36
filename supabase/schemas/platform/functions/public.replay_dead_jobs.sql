create function public.replay_dead_jobs(p_tenant_id uuid)
returns integer
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform app.require_admin(p_tenant_id);
  return app.revive_jobs(p_tenant_id, null);
end;
$$;
comment on function public.replay_dead_jobs(uuid) is 'Caller: owner or admin. How many went back to the queue: all, or none when the credits do not suffice. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT402 insufficient_credits.';
revoke execute on function public.replay_dead_jobs(uuid) from public, anon, authenticated;
grant execute on function public.replay_dead_jobs(uuid) to authenticated;
