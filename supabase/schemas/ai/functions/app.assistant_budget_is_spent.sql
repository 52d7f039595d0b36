create function app.assistant_budget_is_spent(p_tenant_id uuid, p_at timestamptz)
returns boolean
language sql
stable
set search_path = ''
as $$
  select coalesce((select m.cost_microcents + m.reserved_microcents from public.ai_months m
      where m.tenant_id = p_tenant_id and m.month = app.assistant_month(p_tenant_id, p_at)), 0)
    >= (app.assistant_settings_of(p_tenant_id)).monthly_budget_cents * 1000000::bigint;
$$;
comment on function app.assistant_budget_is_spent(uuid, timestamptz) is
  'Whether the month''s budget of a clinic''s assistant is used, or may be by the turns underway.';
revoke execute on function app.assistant_budget_is_spent(uuid, timestamptz) from public, anon, authenticated;
