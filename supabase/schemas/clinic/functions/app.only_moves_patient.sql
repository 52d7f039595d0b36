create function app.only_moves_patient(p_old jsonb, p_new jsonb)
returns boolean
language sql
stable
set search_path = ''
as $$
  select coalesce(current_setting('app.merging_patients', true), '') = 'on'
    and p_old - 'patient_id' - 'updated_at' = p_new - 'patient_id' - 'updated_at';
$$;
comment on function app.only_moves_patient(jsonb, jsonb) is
  'For triggers that keep a row as it is: whether a merge of patients, or its undo, changes whose it is and nothing else.';
revoke execute on function app.only_moves_patient(jsonb, jsonb) from public, anon, authenticated;
