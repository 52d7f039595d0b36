create function app.tell_spent_budget(p_tenant_id uuid, p_at timestamptz)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_budget integer := (app.assistant_settings_of(p_tenant_id)).monthly_budget_cents;
  v_month date := app.assistant_month(p_tenant_id, p_at);
begin
  if (select m.cost_microcents from public.ai_months m where m.tenant_id = p_tenant_id and m.month = v_month) >= v_budget * 1000000::bigint then
    perform app.raise_alert(p_tenant_id, 'assistant_budget', to_char(v_month, 'YYYY-MM'), jsonb_build_object('budget_cents', v_budget));
  end if;
end;
$$;
comment on function app.tell_spent_budget(uuid, timestamptz) is
  'Tells a clinic once that the budget of a month is spent, when it is.';
revoke execute on function app.tell_spent_budget(uuid, timestamptz) from public, anon, authenticated;
