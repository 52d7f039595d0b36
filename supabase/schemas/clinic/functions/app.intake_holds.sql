-- Whether a condition holds for the answers so far. Who was born on February 29 comes of age on March 1. The same rule as
-- conditionHolds of the page (form-rules.ts): a property test compares them.
create function app.intake_holds(p_when jsonb, p_answers jsonb, p_today date)
returns boolean
language plpgsql
immutable
parallel safe
set search_path = ''
as $$
declare
  v_value jsonb := p_answers -> (p_when ->> 'question');
  v_text text;
begin
  if p_when is null then
    return true;
  end if;
  if app.intake_is_blank(v_value) then
    return false;
  end if;
  v_text := case when jsonb_typeof(v_value) = 'string' then v_value #>> '{}' end;
  return case p_when ->> 'op'
    when 'filled' then true
    when 'in' then case jsonb_typeof(v_value)
      when 'array' then exists (select from jsonb_array_elements_text(v_value) a (x) where p_when -> 'values' ? a.x)
      else coalesce(p_when -> 'values' ? v_text, false) end
    when 'minor' then coalesce(v_text ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$'
      and lpad((left(v_text, 4)::integer + 18)::text, 4, '0') || substr(v_text, 5) > p_today::text collate "C", false)
    else false end;
end;
$$;
revoke execute on function app.intake_holds(jsonb, jsonb, date) from public, anon, authenticated;
