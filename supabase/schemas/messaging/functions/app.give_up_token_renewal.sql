-- Meta did not answer for a day. While the grant lasts tomorrow is another day; where it is about to end, people are told.
create function app.give_up_token_renewal(p_job app.jobs)
returns void
language plpgsql
set search_path = ''
as $$
begin
  if exists (
    select from public.meta_accounts a where a.tenant_id = p_job.tenant_id and a.channel_id = (p_job.payload ->> 'channel_id')::uuid
      and a.token_expires_at < now() + interval '5 days') then
    perform app.refuse_token(p_job.tenant_id, (p_job.payload ->> 'channel_id')::uuid, 'provider_unavailable');
  end if;
end;
$$;
revoke execute on function app.give_up_token_renewal(app.jobs) from public, anon, authenticated;
