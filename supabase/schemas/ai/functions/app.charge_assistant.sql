create function app.charge_assistant(p_tenant_id uuid, p_at timestamptz, p_prompt_tokens integer, p_completion_tokens integer)
returns bigint
language plpgsql
set search_path = ''
as $$
declare
  v_settings public.ai_settings := app.assistant_settings_of(p_tenant_id);
  v_cost bigint := p_prompt_tokens::bigint * v_settings.prompt_price_cents + p_completion_tokens::bigint * v_settings.completion_price_cents;
begin
  if p_prompt_tokens + p_completion_tokens > 0 then
    perform app.count_assistant(p_tenant_id, p_at,
      jsonb_build_object('prompt_tokens', p_prompt_tokens, 'completion_tokens', p_completion_tokens, 'cost', v_cost));
    perform app.tell_spent_budget(p_tenant_id, p_at);
  end if;
  return v_cost;
end;
$$;
comment on function app.charge_assistant(uuid, timestamptz, integer, integer) is
  'Counts what the model of a clinic used into the month of a moment and answers its cost: a millionth of a cent is a token at a cent a million. Somebody is told once when the month''s budget is spent.';
revoke execute on function app.charge_assistant(uuid, timestamptz, integer, integer) from public, anon, authenticated;
