-- What was signed stays as it was signed, and so does a countersignature.
create function app.tg_record_entries__stay_locked()
returns trigger
language plpgsql
set search_path = ''
as $$
declare
  v_free text[] := array['patient_id', 'session_id', 'updated_at', 'countersigner_id'];
begin
  if old.countersigned_at is null then
    v_free := v_free || array['countersigned_at', 'countersigned_by', 'countersigned_name', 'countersigned_council'];
  end if;
  if to_jsonb(new) - v_free is distinct from to_jsonb(old) - v_free then
    raise sqlstate 'PT409' using message = 'entry_locked', detail = old.signed_at::text;
  end if;
  return new;
end;
$$;
revoke execute on function app.tg_record_entries__stay_locked() from public, anon, authenticated;
