create function app.begin_lead_pull(p_tenant_id uuid, p_now timestamptz default clock_timestamp())
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  v_account app.dinamize_accounts;
  v_local timestamp := p_now at time zone 'America/Sao_Paulo';
  v_all boolean;
  v_at timestamptz;
begin
  select * into v_account from app.dinamize_accounts a where a.tenant_id = p_tenant_id and a.is_pulling and a.refused_at is null for update;
  if v_account.tenant_id is null then
    return null;
  end if;
  v_at := app.take_dinamize_calls(p_tenant_id, 1, p_now);
  if v_at > p_now then
    return jsonb_build_object('wait_until', v_at);
  end if;
  if v_account.cursor is null then
    -- Dinamize says when a contact came, not when it changed: once a night everything is read
    v_all := v_account.pulled_until is null or v_account.full_pulled_on is null
      or v_account.full_pulled_on < v_local::date and v_local::time >= '03:00';
    v_account.cursor := jsonb_build_object('mode', case when v_all then 'all' else 'new' end, 'started_at', p_now, 'page', 1, 'counts', '{}'::jsonb,
      -- what was being written while it was read last time is read again
      'since', case when not v_all then to_char((v_account.pulled_until - interval '30 minutes') at time zone 'America/Sao_Paulo', 'YYYY-MM-DD HH24:MI:SS') end);
    update app.dinamize_accounts a set cursor = v_account.cursor where a.tenant_id = p_tenant_id;
  end if;
  return jsonb_build_object('since', v_account.cursor -> 'since', 'page', v_account.cursor -> 'page', 'list_code', v_account.list_code,
    'phone_field', v_account.phone_field, 'company_field', v_account.company_field);
end;
$$;
comment on function app.begin_lead_pull(uuid, timestamptz) is
  'Caller: the job pull_leads, before each page: what to ask for {since: local time of São Paulo | null, page, list_code, phone_field, company_field}, {wait_until} while the account may not be called, NULL when nothing is to be read. A reading that was broken off goes on where its last page ended.';
revoke execute on function app.begin_lead_pull(uuid, timestamptz) from public, anon, authenticated;
grant execute on function app.begin_lead_pull(uuid, timestamptz) to service_role;
