create function app.seat_lines(p_tenant_id uuid, p_lines jsonb)
returns table (slot_id uuid, quantity integer)
language plpgsql
stable
set search_path = ''
as $$
begin
  if jsonb_typeof(p_lines) is distinct from 'array' or jsonb_array_length(p_lines) > 500 or exists (
    select from jsonb_array_elements(p_lines) x (line) where coalesce(app.typed_number(x.line ->> 'quantity'), 0) not between 1 and 5000)
  then
    raise sqlstate 'PT400' using message = 'invalid_quantity';
  elsif exists (
    select from jsonb_array_elements(p_lines) x (line)
    where not exists (select from public.schedule_slots s where s.tenant_id = p_tenant_id and s.id = app.typed_id(x.line ->> 'slot_id')))
  then
    raise sqlstate 'PT404' using message = 'slot_not_found';
  end if;
  return query
    select app.typed_id(x.line ->> 'slot_id'), sum(app.typed_number(x.line ->> 'quantity'))::int
    from jsonb_array_elements(p_lines) x (line) group by 1 order by 1;
end;
$$;
comment on function app.seat_lines(uuid, jsonb) is
  'Lines [{slot_id, quantity}] summed by slot, in the order of locks. Errors: PT400 invalid_quantity, PT404 slot_not_found.';
revoke execute on function app.seat_lines(uuid, jsonb) from public, anon, authenticated;
