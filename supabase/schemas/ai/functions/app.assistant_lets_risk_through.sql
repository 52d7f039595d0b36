create function app.assistant_lets_risk_through(p_reason text)
returns boolean
language sql
immutable
set search_path = ''
as $$
  select p_reason in ('outside_hours', 'turn_limit', 'budget_spent', 'opted_out');
$$;
comment on function app.assistant_lets_risk_through(text) is
  'Whether danger to life is looked for, and answered, in spite of a reason of app.assistant_may_answer.';
revoke execute on function app.assistant_lets_risk_through(text) from public, anon, authenticated;
