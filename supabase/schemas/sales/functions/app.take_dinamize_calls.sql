create function app.take_dinamize_calls(p_tenant_id uuid, p_calls integer, p_now timestamptz default clock_timestamp())
returns timestamptz
language plpgsql
set search_path = ''
as $$
declare
  v_account app.dinamize_accounts;
  v_at timestamptz;
begin
  select * into v_account from app.dinamize_accounts a where a.tenant_id = p_tenant_id for update;
  v_at := greatest(v_account.next_call_at, v_account.paused_until, p_now);
  update app.dinamize_accounts a set next_call_at = v_at + p_calls * interval '60 seconds' / 45 where a.tenant_id = p_tenant_id;
  -- fifteen calls may come together: with 45 a minute no minute has more than the sixty that Dinamize takes
  return case when v_account.paused_until > p_now then v_at when v_at <= p_now + interval '20 seconds' - p_calls * interval '60 seconds' / 45 then p_now else v_at end;
end;
$$;
comment on function app.take_dinamize_calls(uuid, integer, timestamptz) is
  'Reserves calls of the account of a clinic, whoever makes them: when they may be made. Dinamize takes 60 a minute.';
revoke execute on function app.take_dinamize_calls(uuid, integer, timestamptz) from public, anon, authenticated;
grant execute on function app.take_dinamize_calls(uuid, integer, timestamptz) to service_role;
