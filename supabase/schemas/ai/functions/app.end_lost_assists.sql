create function app.end_lost_assists(p_tenant_id uuid)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_row public.ai_assists;
begin
  for v_row in
    select * from public.ai_assists a
    where a.tenant_id = p_tenant_id and a.state = 'open' and a.opened_at < now() - interval '5 minutes' for update skip locked
  loop
    update public.ai_assists a set state = 'lost', finished_at = now(), reserved_microcents = 0 where a.tenant_id = p_tenant_id and a.id = v_row.id;
    perform app.count_assistant(p_tenant_id, v_row.opened_at, jsonb_build_object('reserved', -v_row.reserved_microcents));
  end loop;
end;
$$;
comment on function app.end_lost_assists(uuid) is
  'Ends what was begun more than five minutes ago and never finished, and gives back what was reserved for it.';
revoke execute on function app.end_lost_assists(uuid) from public, anon, authenticated;
