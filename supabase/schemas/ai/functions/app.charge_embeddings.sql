create function app.charge_embeddings(p_tenant_id uuid, p_tokens integer, p_now timestamptz default now())
returns boolean
language plpgsql
set search_path = ''
as $$
declare
  v_tokens bigint := least(greatest(coalesce(p_tokens, 0), 0), 10000000);
  v_cost bigint := v_tokens * (app.assistant_settings_of(p_tenant_id)).embedding_price_cents;
begin
  if v_tokens > 0 then
    perform app.count_assistant(p_tenant_id, p_now,
      jsonb_build_object('embedding_tokens', v_tokens, 'embedding_cost', v_cost, 'cost', v_cost));
    perform app.tell_spent_budget(p_tenant_id, p_now);
  end if;
  return not app.assistant_budget_is_spent(p_tenant_id, p_now);
end;
$$;
comment on function app.charge_embeddings(uuid, integer, timestamptz) is
  'Caller: functions, after a provider made vectors of so many tokens. Counts them into the month and its budget, at the clinic''s price of a million. False: the budget is spent, and no more may be made. Errors: none.';
revoke execute on function app.charge_embeddings(uuid, integer, timestamptz) from public, anon, authenticated;
grant execute on function app.charge_embeddings(uuid, integer, timestamptz) to service_role;
