/** Actions that none of Microsoft's identities may be allowed. The policy simulator is asked; they are never tried. */
export const forbidden: string[] = [
    "cloudtrail:StopLogging",
    "cloudtrail:DeleteTrail",
    "iam:CreateAccessKey",
    "iam:CreateUser",
    "iam:AttachUserPolicy",
    "iam:PutUserPolicy",
    "iam:PassRole",
    "kms:ScheduleKeyDeletion",
    "s3:DeleteObject",
    "s3:PutBucketPolicy",
    "secretsmanager:GetSecretValue",
    "sts:AssumeRole",
];
