create function app.slot_minutes(p_slot integer)
returns numeric
language sql
immutable
parallel safe
set search_path = ''
as $$
  select case when p_slot <= 64 then p_slot - 1
    else (1 << (6 + (p_slot - 65) / 16)) + ((p_slot - 65) % 16 + 0.5) * (1 << (2 + (p_slot - 65) / 16)) - 0.5 end::numeric;
$$;
comment on function app.slot_minutes(integer) is 'The middle of what app.duration_slot counts in a slot.';
revoke execute on function app.slot_minutes(integer) from public, anon, authenticated;
