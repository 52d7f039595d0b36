create function app.require_charge_filters(p_where jsonb)
returns jsonb
language plpgsql
immutable
set search_path = ''
as $$
declare
  v_where jsonb := coalesce(p_where, '{}');
  v_key text;
begin
  foreach v_key in array array['therapist_id', 'patient_id', 'payer_id'] loop
    if v_where ->> v_key is not null and app.typed_id(v_where ->> v_key) is null then
      raise sqlstate 'PT400' using message = 'invalid_filter', detail = v_key;
    end if;
  end loop;
  if coalesce(v_where ->> 'state', 'all') not in ('all', 'open', 'overdue', 'paid') then
    raise sqlstate 'PT400' using message = 'invalid_filter', detail = left(v_where ->> 'state', 40);
  end if;
  perform app.typed_date(v_where ->> 'from'), app.typed_date(v_where ->> 'to');
  return jsonb_strip_nulls(v_where);
end;
$$;
comment on function app.require_charge_filters(jsonb) is
  '{state all|open|overdue|paid, from, to, therapist_id, patient_id, payer_id}. Errors: PT400 invalid_filter, PT400 invalid_date.';
revoke execute on function app.require_charge_filters(jsonb) from public, anon, authenticated;
